package template

func (r *reader) readBus(resource *resource, properties *lazy) {
	properties.get("Name") // through name
	properties.ignore(ignoredOfBuses)
	properties.close()
	r.template.Bus = r.name(resource)
}
