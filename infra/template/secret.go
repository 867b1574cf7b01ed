package template

func (r *reader) readSecret(resource *resource, properties *lazy) {
	generate := properties.need("GenerateSecretString").object()
	properties.get("Name") // through name
	properties.ignore(ignoredOfSecrets)
	properties.close()

	name := r.name(resource)
	r.template.Secrets = append(r.template.Secrets, Secret{
		LogicalID:          resource.id,
		Name:               name,
		ARN:                secretARN(name),
		Template:           generate.need("SecretStringTemplate").string(),
		Key:                generate.need("GenerateStringKey").string(),
		Length:             generate.get("PasswordLength").number(32),
		ExcludePunctuation: generate.get("ExcludePunctuation").bool(false),
	})
	generate.close()
}
