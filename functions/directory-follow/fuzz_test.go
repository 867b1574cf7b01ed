package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/referral-tool/referrals/functions/internal/functiontest"
)

// FuzzDirectoryChanged: no change of the directory, however odd, ends the process.
func FuzzDirectoryChanged(f *testing.F) {
	for _, name := range []string{"added", "contact", "contact-unknown", "merge", "merge-into-unknown", "unreadable", "unserved"} {
		f.Add([]byte(functiontest.Event[events.EventBridgeEvent](f, "directory-follow", name).Detail))
	}
	w := functiontest.New(f)
	h := follow{desk: w.Desk, log: w.Log}
	f.Fuzz(func(_ *testing.T, detail []byte) {
		_, _ = h.handle(context.Background(), events.EventBridgeEvent{DetailType: "DirectoryChanged", Detail: detail})
	})
}
