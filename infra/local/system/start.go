package system

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"github.com/referral-tool/referrals/infra/engine"
	"github.com/referral-tool/referrals/infra/local/internal/bus"
	"github.com/referral-tool/referrals/infra/local/internal/frontend"
	"github.com/referral-tool/referrals/infra/local/internal/identity"
	"github.com/referral-tool/referrals/infra/local/internal/lambda"
	"github.com/referral-tool/referrals/infra/local/internal/mailbox"
	"github.com/referral-tool/referrals/infra/local/internal/proxy"
	"github.com/referral-tool/referrals/infra/local/internal/schedule"
	"github.com/referral-tool/referrals/infra/local/internal/secret"
)

// startServices makes what stands on no other part: who people are, what is secret, and where functions find both.
func (s *System) startServices(context.Context) (err error) {
	s.identity, err = identity.New(identity.Options{
		Issuer:   s.URL + oidcPath,
		Audience: audience,
		KeyFile:  s.options.file("identity.pem"),
		Now:      now,
	})
	if err != nil {
		return err
	}
	s.secrets, err = secret.Open(s.options.file("secrets.json"), s.Template.Secrets, now(), newID)
	if err != nil {
		return err
	}
	if s.services, err = listenForFunctions(); err != nil {
		return err
	}
	s.onClose(s.services.close)
	return nil
}

// portalFolder holds the portal's function, the sources of its pages, and what they are built into.
const portalFolder = "functions/portal"

// startFunctions builds the programs. They lie in one folder whatever the data, because the first build takes long.
func (s *System) startFunctions(ctx context.Context) error {
	s.buildPortal(ctx)
	bin := filepath.Join(s.options.Root, ".local", "bin")
	s.options.Progress(fmt.Sprintf("Building %d functions", len(s.Template.Functions)))
	if err := lambda.Build(ctx, s.options.Root, bin, s.Template.Functions); err != nil {
		return err
	}
	host, err := lambda.New(lambda.Options{
		Functions: s.Template.Functions,
		Bin:       bin,
		Env:       s.services.environment,
		Log:       s.options.Output,
	})
	if err != nil {
		return err
	}
	s.Functions = host
	s.onClose(host.Close)
	return nil
}

// buildPortal tells what keeps the pages from being built and goes on: the API is of use without them.
func (s *System) buildPortal(ctx context.Context) {
	if !s.options.Portal {
		return
	}
	err := frontend.Build(ctx, filepath.Join(s.options.Root, portalFolder), s.options.Progress)
	if err != nil && ctx.Err() == nil {
		s.options.Progress(fmt.Sprintf("The portal is left out, all else runs: %v", err))
	}
}

// startEngine starts the engine, or takes the endpoint that was given in its place, and makes the table.
func (s *System) startEngine(ctx context.Context) error {
	s.endpoint = s.options.Endpoint
	if s.endpoint == "" {
		s.options.Progress("Starting the DynamoDB engine")
		if err := s.makeTableFolder(); err != nil {
			return err
		}
		started, err := engine.Start(ctx, engine.Options{
			DBPath:    s.options.file(tableFolder, databaseFile),
			Supervise: true,
			Progress:  s.options.Progress,
		})
		if err != nil {
			return err
		}
		s.Engine, s.endpoint = started, started.Endpoint()
		s.onClose(started.Close)
	}
	if err := s.makeTable(ctx); err != nil {
		return err
	}
	var err error
	s.Proxy, err = proxy.New(s.endpoint, s.Template.Functions, s.Template.Table)
	return err
}

func (s *System) makeTableFolder() error {
	if s.options.Data == "" {
		return nil
	}
	return os.MkdirAll(s.options.file(tableFolder), 0o700)
}

// startEvents makes what moves events and mails, and opens the services to the functions.
func (s *System) startEvents(context.Context) (err error) {
	retries := make(map[string]int)
	for _, function := range s.Template.Functions {
		retries[function.Name] = function.AsyncRetries
	}
	pause := s.options.Pause
	if pause == nil {
		pause = bus.Backoff
	}
	s.Bus, err = bus.New(bus.Options{
		Name:      s.Template.Bus,
		Rules:     s.Template.Rules,
		Retries:   retries,
		Functions: s.Functions,
		Now:       now,
		NewID:     newID,
		Pause:     pause,
		Log:       s.options.Log,
	})
	if err != nil {
		return err
	}
	s.onClose(s.Bus.Close)
	if err := s.openMailbox(); err != nil {
		return err
	}
	s.services.serve(map[string]http.Handler{
		dynamoDBPath: s.Proxy,
		eventsPath:   s.Bus.Handler(),
		sesPath:      s.Mailbox.Handler(),
		secretsPath:  s.secrets.Handler(),
	})
	return s.startStream()
}

func (s *System) openMailbox() error {
	opened, err := mailbox.Open(mailbox.Options{
		File: s.options.file("mail.jsonl"),
		Publish: func(event bus.Event) error {
			_, err := s.Bus.Publish(bus.DefaultBus, event)
			return err
		},
		Now:   now,
		NewID: newID,
		Log:   s.options.Log,
	})
	if err != nil {
		return err
	}
	s.Mailbox = opened
	s.onClose(func() { _ = opened.Close() })
	return nil
}

// startSchedules comes after the table may have been moved: no sweep shall write meanwhile.
func (s *System) startSchedules(context.Context) error {
	scheduler, err := schedule.New(schedule.Options{
		Schedules: s.Template.Schedules,
		Functions: s.Functions,
		Now:       now,
		NewID:     newID,
		Log:       s.options.Log,
	})
	if err != nil {
		return err
	}
	s.Schedules = scheduler
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { scheduler.Run(ctx) })
	s.onClose(func() {
		cancel()
		running.Wait()
	})
	return nil
}
