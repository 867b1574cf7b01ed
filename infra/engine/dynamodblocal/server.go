package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/referral-tool/referrals/infra/child"
)

const startTimeout = time.Minute

// server is a running DynamoDB Local.
type server struct {
	endpoint string
	process  *child.Process
	work     string // its folder, with the program that starts it
}

// start starts the engine that lies in lib and returns when it answers.
func start(ctx context.Context, lib string) (*server, error) {
	work, err := os.MkdirTemp("", "dynamodb-local-")
	if err != nil {
		return nil, err
	}
	s := &server{work: work}
	if err := s.start(ctx, lib); err != nil {
		s.close()
		return nil, fmt.Errorf("starting DynamoDB Local: %w", err)
	}
	return s, nil
}

func (s *server) start(ctx context.Context, lib string) error {
	if err := os.CopyFS(s.work, files); err != nil {
		return err
	}
	// One database for all regions and keys; a small machine is faster without the JVM's own threads.
	cmd := exec.Command("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.library.path="+lib,
		"-cp", filepath.Join(lib, "*"), "Loopback.java", "-inMemory", "-sharedDb")
	cmd.Dir = s.work
	output, input := io.Pipe()
	cmd.Stdout, cmd.Stderr = input, input
	var err error
	if s.process, err = child.Start(cmd); err != nil {
		return err
	}
	go func() {
		<-s.process.Done()
		_ = input.Close()
	}()
	listening := make(chan string, 1)
	go listen(output, listening)
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	select {
	case address, ok := <-listening:
		if !ok {
			return errors.New("it ended at once")
		}
		s.endpoint = "http://" + address
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// listen reads what the engine prints to its end, shows what is a complaint, and tells where it listens.
func listen(output io.Reader, address chan<- string) {
	defer close(address)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		line := lines.Bytes()
		if at, found := bytes.CutPrefix(line, []byte("listening on ")); found {
			address <- string(at)
		} else if strings.Contains(string(line), "Exception") {
			fmt.Fprintf(os.Stderr, "DynamoDB Local: %s\n", line)
		}
	}
}

func (s *server) close() {
	if s.process != nil {
		s.process.Kill()
	}
	_ = os.RemoveAll(s.work)
}
