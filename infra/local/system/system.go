package system

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/local/internal/bus"
	"github.com/referral-tool/referrals/infra/local/internal/identity"
	"github.com/referral-tool/referrals/infra/local/internal/lambda"
	"github.com/referral-tool/referrals/infra/local/internal/mailbox"
	"github.com/referral-tool/referrals/infra/local/internal/proxy"
	"github.com/referral-tool/referrals/infra/local/internal/schedule"
	"github.com/referral-tool/referrals/infra/local/internal/secret"
	"github.com/referral-tool/referrals/infra/local/internal/stream"
	"github.com/referral-tool/referrals/infra/template"
)

// grace is how long requests may take to their end when the system closes.
const grace = 5 * time.Second

// System is a running system. The exported fields are its parts, for tests to count, disturb and look into.
type System struct {
	URL       string // of the API, without a slash at the end
	Template  *template.Template
	Engine    *engine.Engine // nil with an endpoint of somebody else's
	Proxy     *proxy.Proxy
	Functions *lambda.Host
	Stream    *stream.Pump
	Bus       *bus.Bus
	Mailbox   *mailbox.Mailbox
	Schedules *schedule.Scheduler

	options  Options
	endpoint string // of DynamoDB
	identity *identity.Provider
	secrets  *secret.Store
	services *services
	public   atomic.Pointer[http.Handler] // nil while the system starts
	healthy  atomic.Bool

	closing sync.Once
	ends    []func() // what Close does, last first
}

// Start starts a system and returns when all of it is up and seeded. ctx bounds the start; Close ends the system.
func Start(ctx context.Context, options Options) (*System, error) {
	options, err := options.complete()
	if err != nil {
		return nil, err
	}
	if err := repairFolders(options.Data); err != nil {
		return nil, err
	}
	s, err := start(ctx, options)
	if !errors.Is(err, errMoved) {
		return s, err
	}
	if err := replaceTable(options.Data); err != nil {
		return nil, err
	}
	return start(ctx, options)
}

func start(ctx context.Context, options Options) (*System, error) {
	s := &System{options: options}
	for _, step := range []func(context.Context) error{
		s.listen,
		s.read,
		s.startServices,
		s.startFunctions,
		s.startEngine,
		s.startEvents,
		s.moveCrowdedTable,
		s.startSchedules,
		s.openAPI,
		s.seed,
	} {
		if err := step(ctx); err != nil {
			s.Close()
			return nil, err
		}
	}
	s.healthy.Store(true)
	return s, nil
}

// Close ends everything that was started and returns when no process of it is left.
func (s *System) Close() {
	s.closing.Do(func() {
		for i := len(s.ends) - 1; i >= 0; i-- {
			s.ends[i]()
		}
	})
}

func (s *System) onClose(end func()) { s.ends = append(s.ends, end) }

// Token signs a token for a persona; see identity.Provider.
func (s *System) Token(persona string, overrides map[string]any) (string, error) {
	return s.identity.Token(persona, overrides)
}

// listen takes the address first: what is made later has to know it, and a taken port is told at once.
func (s *System) listen(context.Context) error {
	listener, err := net.Listen("tcp", s.options.Addr)
	if err != nil {
		return fmt.Errorf("another address may be given with -addr: %w", err)
	}
	s.URL = "http://" + reachable(listener.Addr())
	server := &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }() // ends with Shutdown
	s.onClose(func() {
		ctx, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		shutdown(ctx, server)
	})
	return nil
}

// reachable is an address that a browser can open: a listener on every interface is reached on the loopback one too.
func reachable(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

func (s *System) read(context.Context) error {
	read, err := readTemplate(s.options.Root, s.URL)
	s.Template = read
	return err
}

// shutdown lets what is being answered come to its end, for as long as ctx allows.
func shutdown(ctx context.Context, server *http.Server) {
	if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		_ = server.Close()
	}
}
