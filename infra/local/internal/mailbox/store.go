package mailbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Mail is one mail that was taken.
type Mail struct {
	ID      string    `json:"id"` // SES's message id
	To      string    `json:"to"` // bare addresses, separated by commas
	From    string    `json:"from"`
	Subject string    `json:"subject"`
	Text    string    `json:"text"`
	HTML    string    `json:"html"`
	Kind    string    `json:"kind"` // the tag of that name
	At      time.Time `json:"at"`

	Addressed        string            `json:"addressed"` // To with the names
	ReplyTo          string            `json:"replyTo,omitempty"`
	Headers          map[string]string `json:"headers,omitempty"`
	Tags             map[string]string `json:"tags,omitempty"`
	ConfigurationSet string            `json:"configurationSet,omitempty"`
}

// Recipients are the addresses, one by one.
func (m Mail) Recipients() []string { return strings.Split(m.To, ", ") }

// store keeps mails in memory and, one line of JSON each, in a file that is only ever appended to.
type store struct {
	mu    sync.Mutex
	file  *os.File // nil keeps them in memory alone
	mails []Mail   // oldest first
}

func openStore(path string) (*store, error) {
	if path == "" {
		return &store{}, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	s := &store{file: file}
	if err := s.load(); err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("the kept mails: %w", err)
	}
	return s, nil
}

// load reads the mails and cuts off half a line at the end: a crash wrote it, and its send was never answered.
func (s *store) load() error {
	reader := bufio.NewReader(s.file)
	var whole int64
	for {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		var m Mail
		if err := json.Unmarshal(line, &m); err != nil {
			return err
		}
		s.mails = append(s.mails, m)
		whole += int64(len(line))
	}
	if err := s.file.Truncate(whole); err != nil {
		return err
	}
	_, err := s.file.Seek(whole, io.SeekStart)
	return err
}

// add returns when the mail is on disk.
func (s *store) add(m Mail) error {
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != nil {
		if _, err := s.file.Write(append(line, '\n')); err != nil {
			return err
		}
		if err := s.file.Sync(); err != nil {
			return err
		}
	}
	s.mails = append(s.mails, m)
	return nil
}

func (s *store) list(to string) []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := make([]Mail, 0, len(s.mails))
	for _, m := range slices.Backward(s.mails) {
		if to == "" || slices.ContainsFunc(m.Recipients(), func(a string) bool { return strings.EqualFold(a, to) }) {
			found = append(found, m)
		}
	}
	return found
}

func (s *store) find(id string) (Mail, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.mails, func(m Mail) bool { return m.ID == id })
	if at < 0 {
		return Mail{}, false
	}
	return s.mails[at], true
}

func (s *store) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
