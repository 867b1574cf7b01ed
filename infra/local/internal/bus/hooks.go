package bus

// Hooks are where a test steps in between PutEvents and the rules; each may be nil.
type Hooks struct {
	Refuse func(Event) bool // as the service does with single entries when it is in trouble
	Taken  func(Event)      // told of each entry that the bus has taken
}

// SetHooks puts hooks in place of those that stand.
func (b *Bus) SetHooks(hooks Hooks) { b.hooks.Store(&hooks) }

func (b *Bus) refuses(event Event) bool {
	hooks := b.hooks.Load()
	return hooks != nil && hooks.Refuse != nil && hooks.Refuse(event)
}

func (b *Bus) taken(event Event) {
	if hooks := b.hooks.Load(); hooks != nil && hooks.Taken != nil {
		hooks.Taken(event)
	}
}
