package lambda

import (
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/referral-tool/referrals/infra/child"
)

// instance is one running program of a function, with at most one invocation at a time.
type instance struct {
	id        string
	process   *child.Process
	work      chan *invocation // takes one while the instance is idle
	gone      chan struct{}    // closed when it has ended and is cleaned up
	initTimer *time.Timer

	// Guarded by the function's mutex.
	ready   bool // it has asked for an event
	doomed  bool // it is about to be killed and gets no more work
	current *invocation
}

func (i *instance) alive() bool {
	select {
	case <-i.process.Done():
		return false
	default:
		return true
	}
}

// start runs the program. Its Runtime API has a path prefix of its own, which tells who is asking.
func (f *function) start(id string) (*instance, error) {
	bin, err := filepath.Abs(f.options.Bin)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(bin, f.Name))
	cmd.Dir = bin
	cmd.Env = f.environment(f.address + "/" + f.Name + "/" + id)
	var output io.Writer = io.Discard
	if f.options.Log != nil {
		output = f.options.Log(f.Name)
	}
	cmd.Stdout, cmd.Stderr = output, output
	process, err := child.Start(cmd)
	if err != nil {
		return nil, err
	}
	return &instance{
		id:        id,
		process:   process,
		work:      make(chan *invocation, 1),
		gone:      make(chan struct{}),
		initTimer: time.AfterFunc(initTimeout, process.Kill),
	}, nil
}

// environment is what a function would find in Lambda and nothing of this machine's.
func (f *function) environment(runtimeAPI string) []string {
	variables := map[string]string{
		"AWS_ACCESS_KEY_ID":               "local",
		"AWS_DEFAULT_REGION":              "us-east-1",
		"AWS_EXECUTION_ENV":               "AWS_Lambda_provided.al2023",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": strconv.Itoa(f.Memory),
		"AWS_LAMBDA_FUNCTION_NAME":        f.Name,
		"AWS_LAMBDA_FUNCTION_VERSION":     "$LATEST",
		"AWS_LAMBDA_RUNTIME_API":          runtimeAPI,
		"AWS_REGION":                      "us-east-1",
		"AWS_SECRET_ACCESS_KEY":           "local",
		"AWS_SESSION_TOKEN":               "local",
		"LANG":                            "en_US.UTF-8",
		"TZ":                              ":UTC",
		"_HANDLER":                        "bootstrap",
		// The SDK looks for these in the user's home folder, even without HOME.
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	}
	maps.Copy(variables, f.Env)
	if f.options.Env != nil {
		maps.Copy(variables, f.options.Env(f.Name))
	}
	environment := make([]string, 0, len(variables))
	for name, value := range variables {
		environment = append(environment, name+"="+value)
	}
	return environment
}
