package template

// Resource is any resource, also of a type that the local run ignores, for checks that look at what AWS alone does:
// alarms, log groups, queues.
type Resource struct {
	LogicalID string
	Type      string // "AWS::CloudWatch::Alarm"
	Name      string // as Ref or GetAtt of another resource gives it: what alarms and destinations refer to it by
	ARN       string // "" for types that have none
	// DeletionPolicy and UpdateReplacePolicy say what becomes of the resource when the template has it no more, or has to
	// replace it; "" where they are left out.
	DeletionPolicy      string
	UpdateReplacePolicy string
	// Properties are those of the resource over those of Globals, intrinsics resolved.
	Properties map[string]any
}

// Attributes of a resource that AWS alone heeds.
const (
	deletionPolicy = "DeletionPolicy"
	replacePolicy  = "UpdateReplacePolicy"
)

// ReadResources reads all resources that exist with these parameters, in the order of the file.
func ReadResources(file string, parameters map[string]string) ([]Resource, error) {
	d, err := open(file, parameters)
	if err != nil {
		return nil, err
	}
	r := &reader{document: d}
	var all []Resource
	for _, resource := range d.resources {
		if r.exists(resource) {
			all = append(all, r.plain(resource))
		}
	}
	return all, d.err()
}

func (r *reader) plain(resource *resource) Resource {
	read := Resource{
		LogicalID: resource.id, Type: resource.kind, Name: r.name(resource),
		DeletionPolicy: resource.policies[deletionPolicy], UpdateReplacePolicy: resource.policies[replacePolicy],
	}
	if arn := namings[resource.kind].get["Arn"]; arn != nil {
		read.ARN = arn(read.Name)
	}
	if properties := r.properties(resource); properties.node != nil {
		read.Properties = properties.plain()
	}
	return read
}
