package e2e

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/referral-tool/referrals/infra/repository"
)

// run is a local run in a process of its own, as somebody starts it by hand.
type run struct {
	cmd *exec.Cmd
	url string
}

// TestWholeRunKilled: SIGKILL takes the engine and the functions with it, and the next run finds all that was answered.
func TestWholeRunKilled(t *testing.T) {
	program, data := buildLocal(t), t.TempDir()
	address := freeAddress(t)
	first := launch(t, program, address, data)
	loader := first.as(t, "integration")
	loader.put("/v1/customers/killed", customerOf("lincoln-land", "Testa", "Killed")).want(201)
	loader.put("/v1/organizations/killed", object{"name": "Partner of killed"}).want(201)
	loader.put("/v1/organizations/killed/contacts/killed", object{"name": "Contact", "email": "killed@partner.referrals.test"}).want(201)
	staff := first.as(t, "case-manager")
	p := place{"killed", "killed", "killed", "killed@partner.referrals.test"}
	sent := read[referral](staff.post("/v1/referrals", p.request("transportation")).want(201))
	children := first.children(t)
	if len(children) < 2 {
		t.Fatalf("it has the children %v; want the engine and functions", children)
	}
	first.kill(t)
	for _, pid := range children {
		awaitEnd(t, pid)
	}

	second := launch(t, program, address, data)
	// Whoever is signed in stays so.
	token := staff.token
	staff = anybodyAt(t, second.url)
	staff.token = token
	anybodyAt(t, second.url).get("/_local/settled").want(200)
	anybodyAt(t, second.url).post("/_local/schedules/overdue-sweep",
		object{"time": time.Now().Add(3 * time.Minute).UTC().Format(time.RFC3339)}).want(200)
	anybodyAt(t, second.url).get("/_local/settled").want(200)
	if got := read[referral](staff.get("/v1/referrals/" + sent.ID).want(200)); got.Reference != sent.Reference || got.Delivery != "delivered" {
		t.Errorf("the second run finds %+v", got)
	}
	mails := read[list[struct{ Kind string }]](anybodyAt(t, second.url).get("/_local/mail?to=" + p.address).want(200)).Items
	// Two where the kill fell between the mail service and our record.
	if len(mails) < 1 || len(mails) > 2 {
		t.Errorf("the contact has %v", mails)
	}
}

func buildLocal(t *testing.T) (program string) {
	t.Helper()
	root, err := repository.Root()
	if err != nil {
		t.Fatal(err)
	}
	program = filepath.Join(t.TempDir(), "local")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./infra/local")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return program
}

// freeAddress is one that both runs can have: tokens and links name it.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// launch starts a run and returns when it is up.
func launch(t *testing.T, program, address, data string) *run {
	t.Helper()
	cmd := exec.Command(program, "-addr", address, "-data", data, "-seed", "none", "-portal=false")
	cmd.Stderr = os.Stderr
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // the first has been killed already
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "The system is up") {
			go func() {
				for lines.Scan() { // a full pipe would stop it
				}
			}()
			return &run{cmd: cmd, url: "http://" + address}
		}
	}
	t.Fatalf("it did not come up: %v", lines.Err())
	return nil
}

// as signs in as anybody can in a local run.
func (r *run) as(t *testing.T, persona string) *client {
	t.Helper()
	c := anybodyAt(t, r.url)
	c.token = read[struct{ AccessToken string }](c.post("/_local/token", object{"persona": persona}).want(200)).AccessToken
	return c
}

func (r *run) kill(t *testing.T) {
	t.Helper()
	if err := r.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = r.cmd.Wait() // killed is what it says
}

// children are the processes that the run has started.
func (r *run) children(t *testing.T) []string {
	t.Helper()
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", r.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, list := range lists {
		content, err := os.ReadFile(list)
		if err != nil {
			continue // that thread has ended
		}
		all = append(all, strings.Fields(string(content))...)
	}
	return all
}

// awaitEnd returns when a process is gone, or has ended and is only not waited for yet.
func awaitEnd(t *testing.T, pid string) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		status, err := os.ReadFile("/proc/" + pid + "/stat")
		_, after, _ := strings.Cut(string(status), ") ")
		if err != nil || strings.HasPrefix(after, "Z") {
			return
		}
		select {
		case <-deadline:
			t.Fatalf("process %s is left behind", pid)
		case <-time.After(10 * time.Millisecond):
		}
	}
}
