package template

func (r *reader) readAPI(resource *resource, properties *lazy) {
	api := &r.template.API
	api.LogicalID = resource.id
	properties.get("StageName").only("$default")
	r.readAuth(properties.get("Auth").object())
	r.readCORS(properties.get("CorsConfiguration").object())
	r.readThrottle(properties.get("DefaultRouteSettings").object())
	properties.ignore(ignoredOfAPIs)
	properties.close()
}

// readAuth serves one JWT authorizer that guards every route unless the route says otherwise.
func (r *reader) readAuth(auth *object) {
	defaultAuthorizer := auth.get("DefaultAuthorizer").string()
	authorizers := auth.get("Authorizers").object()
	auth.close()

	authorizer := authorizers.get(defaultAuthorizer).object()
	authorizers.close()
	if defaultAuthorizer == "" {
		return
	}
	authorizer.need("IdentitySource").only("$request.header.Authorization")
	jwt := authorizer.need("JwtConfiguration").object()
	authorizer.close()
	r.template.API.Issuer = jwt.need("issuer").string()
	r.template.API.Audience = jwt.need("audience").strings()
	jwt.close()
	r.guarded = true
}

func (r *reader) readCORS(cors *object) {
	r.template.API.CORS = CORS{
		AllowOrigins:  cors.get("AllowOrigins").strings(),
		AllowMethods:  cors.get("AllowMethods").strings(),
		AllowHeaders:  cors.get("AllowHeaders").strings(),
		ExposeHeaders: cors.get("ExposeHeaders").strings(),
		MaxAge:        cors.get("MaxAge").number(0),
	}
	cors.close()
}

func (r *reader) readThrottle(settings *object) {
	r.template.API.Throttle = Throttle{
		Rate:  settings.get("ThrottlingRateLimit").number(0),
		Burst: settings.get("ThrottlingBurstLimit").number(0),
	}
	settings.ignore(ignoredOfRouteSettings)
	settings.close()
}
