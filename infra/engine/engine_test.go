package engine_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/referral-tool/referrals/infra/engine"
)

func TestEngine(t *testing.T) {
	t.Run("KeepsWhatItAcknowledgedOverAKill", func(t *testing.T) {
		e := start(t, engine.Options{DBPath: filepath.Join(t.TempDir(), "table.db")})
		db := engine.Client(e.Endpoint())
		createTable(t, db)
		put(t, db, "one")

		e.Kill()
		if _, err := http.Get(e.Endpoint()); err == nil {
			t.Fatal("a killed engine still answers")
		}
		if err := e.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !has(t, db, "one") {
			t.Error("the item is gone after the restart")
		}
	})

	t.Run("SupervisedComesBackByItself", func(t *testing.T) {
		e := start(t, engine.Options{DBPath: filepath.Join(t.TempDir(), "table.db"), Supervise: true})
		db := engine.Client(e.Endpoint())
		createTable(t, db)
		e.Kill()
		waitAnswer(t, e.Endpoint())
		put(t, db, "one")
	})

	t.Run("CloseEndsASupervisedOne", func(t *testing.T) {
		e := start(t, engine.Options{Supervise: true})
		e.Close()
		if err := e.Restart(t.Context()); err == nil {
			t.Error("a closed engine was restarted")
		}
	})

	t.Run("SeveralRunBesideEachOther", func(t *testing.T) {
		a, b := start(t, engine.Options{}), start(t, engine.Options{})
		if a.Endpoint() == b.Endpoint() {
			t.Errorf("both have %s", a.Endpoint())
		}
	})

	t.Run("ErrTellsWhatTheEngineSaid", func(t *testing.T) {
		_, err := engine.Start(t.Context(), engine.Options{DBPath: filepath.Join(t.TempDir(), "no", "such", "folder.db")})
		if err == nil || !strings.Contains(err.Error(), "ended at once") {
			t.Errorf("Start = %v", err)
		}
	})
}

func TestFind(t *testing.T) {
	t.Run("TakesTheRightVersionFromPath", func(t *testing.T) {
		want := fakeProgram(t, "dynoxide "+engine.Version)
		if got, err := engine.Find(t.Context(), ignore); got != want || err != nil {
			t.Errorf("Find = %q, %v, want %q", got, err, want)
		}
	})

	t.Run("ErrWithoutNpmSaysWhatToInstall", func(t *testing.T) {
		if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
			t.Skip("nothing is fetched for this platform")
		}
		fakeProgram(t, "dynoxide 0.0.1") // the wrong version is passed over, and there is no npm beside it
		t.Setenv("XDG_CACHE_HOME", t.TempDir())
		t.Setenv("HOME", t.TempDir())
		_, err := engine.Find(t.Context(), ignore)
		if err == nil || !strings.Contains(err.Error(), "install Node.js") {
			t.Errorf("Find = %v", err)
		}
	})
}

// fakeProgram makes a dynoxide that prints version the only program on PATH.
func fakeProgram(t *testing.T, version string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dynoxide")
	if err := os.WriteFile(path, []byte("#!/bin/sh\necho "+version+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Dir(path))
	return path
}

func ignore(string) {}

func start(t *testing.T, options engine.Options) *engine.Engine {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	e, err := engine.Start(ctx, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func createTable(t *testing.T, db *dynamodb.Client) {
	t.Helper()
	_, err := db.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName:            aws.String("table"),
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("PK"), AttributeType: "S"}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: types.KeyTypeHash}},
		BillingMode:          types.BillingModePayPerRequest,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func key(id string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: id}}
}

func put(t *testing.T, db *dynamodb.Client, id string) {
	t.Helper()
	if _, err := db.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String("table"), Item: key(id)}); err != nil {
		t.Fatal(err)
	}
}

func has(t *testing.T, db *dynamodb.Client, id string) bool {
	t.Helper()
	out, err := db.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: aws.String("table"), Key: key(id)})
	if err != nil {
		t.Fatal(err)
	}
	return len(out.Item) > 0
}

func waitAnswer(t *testing.T, url string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		answer, err := http.Get(url)
		if err == nil {
			_ = answer.Body.Close()
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}
