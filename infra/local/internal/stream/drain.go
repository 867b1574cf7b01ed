package stream

import "context"

// drain returns when a poll that began after the call has found nothing left to read.
func (m *mapping) drain(ctx context.Context) error {
	drained := make(chan struct{})
	m.putDrainers([]chan struct{}{drained})
	select {
	case m.wake <- struct{}{}:
	default: // it is about to poll anyway
	}
	select {
	case <-drained:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (m *mapping) takeDrainers() []chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	drainers := m.drainers
	m.drainers = nil
	return drainers
}

func (m *mapping) putDrainers(drainers []chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drainers = append(m.drainers, drainers...)
}

func release(drainers []chan struct{}) {
	for _, drained := range drainers {
		close(drained)
	}
}
