package store

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/referral-tool/referrals/shared/referral"
)

// taskWrites write the tasks of a change: new ones, and what happened to those that stood, with the events beside.
func (s *Store) taskWrites(change referral.Change) []write {
	var writes []write
	event := change.Event()
	for _, t := range change.Tasks() {
		if t.Status == referral.TaskOpen && t.Number == event.Version {
			writes = append(writes, write{TransactWriteItem: s.put(taskItem(event.Program, t), isNew, nil, nil)})
		} else {
			writes = append(writes, write{TransactWriteItem: taskUpdate(event.Program, t).in(s.table, taskKey(event.Program, t.ReferralID, t.Number))})
		}
	}
	for _, e := range change.Beside() {
		writes = append(writes, write{TransactWriteItem: s.put(taskEventItem(e), isNew, nil, nil)})
	}
	return writes
}

func taskEventItem(e referral.Event) item {
	it := taskEventKey(e).with(encode(e))
	it["commandId"] = text(e.ID)
	return it
}

func taskItem(program string, t referral.Task) item {
	it := taskKey(program, t.ReferralID, t.Number).with(item{"row": attributes(encode(t))})
	indexed(it, gsi1pk, gsi1sk, tasksPK(program, t.Navigator), taskSK(t.CreatedAt, t.ID()))
	indexed(it, gsi2pk, gsi2sk, tasksStatusPK(program, t.Navigator, t.Status), taskSK(t.CreatedAt, t.ID()))
	return it
}

// taskUpdate completes an open task, or hands it over to another navigator. The sort keys stay: they tell when it was
// made.
func taskUpdate(program string, t referral.Task) *update {
	u := newUpdate().equals("row.status", text(string(referral.TaskOpen))).
		setText("row.status", string(t.Status)).setText("row.navigator", t.Navigator).
		setText(gsi1pk, tasksPK(program, t.Navigator)).setText(gsi2pk, tasksStatusPK(program, t.Navigator, t.Status))
	if t.Status == referral.TaskDone {
		u.setText("row.outcome", t.Outcome).setText("row.note", t.Note).setText("row.completedAt", string(t.CompletedAt))
	}
	return u
}

// Tasks lists a navigator's tasks, newest first; those of a status, unless it is empty. One request a page.
func (s *Store) Tasks(ctx context.Context, program, navigator string, status referral.TaskStatus, from Position, limit int) (Page[referral.Task], error) {
	index, partition := index1, tasksPK(program, navigator)
	if status != "" {
		index, partition = index2, tasksStatusPK(program, navigator, status)
	}
	list := listing[referral.Task]{
		partitions: []string{partition},
		query:      func(partition string) *dynamodb.QueryInput { return downwards(inPartition(index, partition)) },
		read: func(it item) (referral.Task, bool, error) {
			var t referral.Task
			err := decodeMap(it, "row", &t)
			return t, true, err
		},
	}
	return list.page(ctx, s, from, limit)
}

// Task reads a task by its id, strongly consistent, in one request. NotFound when there is none.
func (s *Store) Task(ctx context.Context, program, id string) (referral.Task, error) {
	k, err := taskKeyOf(program, id)
	if err != nil {
		return referral.Task{}, err
	}
	found, err := s.batchGet(ctx, map[string]key{"task": k})
	if err != nil {
		return referral.Task{}, err
	}
	if found["task"] == nil {
		return referral.Task{}, errUnknown("task")
	}
	var t referral.Task
	return t, decodeMap(found["task"], "row", &t)
}

// taskKeyOf takes a task's id apart: the referral's and the task's number.
func taskKeyOf(program, id string) (key, error) {
	dot := strings.LastIndex(id, ".")
	n, err := strconv.Atoi(id[dot+1:])
	if dot < 1 || err != nil || n < 1 {
		return key{}, errUnknown("task")
	}
	return taskKey(program, id[:dot], n), nil
}

// DecideTask completes a task of a referral as both stand.
type DecideTask func(referral.State, referral.Task) (referral.Change, error)

// ChangeTask lets a command decide on a task and writes what it decided: two requests, and two more for each race lost.
// NotFound when there is no such task. A repetition of a call answers as the first did: see Replayed.
func (s *Store) ChangeTask(ctx context.Context, program, id string, now referral.Instant, idem Idempotency, decide DecideTask, answer func(referral.Task) Reply) (Reply, error) {
	k, err := taskKeyOf(program, id)
	if err != nil {
		return Reply{}, err
	}
	referralID := id[:strings.LastIndex(id, ".")]
	for range raceTries {
		state, task, err := s.taskAndState(ctx, program, referralID, k, now, idem)
		if err != nil {
			return Reply{}, err
		}
		change, err := decide(state, task)
		if err != nil {
			return Reply{}, err
		}
		reply := answer(change.Tasks()[0])
		writes := s.remember(idem, referralIdemKey(program, referralID, idem.Hash), change.Event().ID, now, reply)
		err = s.transact(ctx, change.Event().ID, append(writes, s.taskChangeWrites(change)...))
		var lost *lostRace
		switch {
		case err == nil, errors.Is(err, errOwnWrite):
			return reply, nil
		case !errors.As(err, &lost):
			return Reply{}, err
		}
	}
	return Reply{}, referral.Errorf(referral.Conflict, "This referral is being changed by many at once. Please try again.")
}

func (s *Store) taskAndState(ctx context.Context, program, referralID string, k key, now referral.Instant, idem Idempotency) (referral.State, referral.Task, error) {
	keys := map[string]key{"meta": metaKey(program, referralID), "task": k}
	if idem.Hash != "" {
		keys["idempotency"] = referralIdemKey(program, referralID, idem.Hash)
	}
	found, err := s.batchGet(ctx, keys)
	if err != nil {
		return referral.State{}, referral.Task{}, err
	}
	if err := idem.recall(found["idempotency"], now); err != nil {
		return referral.State{}, referral.Task{}, err
	}
	if found["meta"] == nil || found["task"] == nil {
		return referral.State{}, referral.Task{}, errUnknown("task")
	}
	var state referral.State
	var task referral.Task
	return state, task, errors.Join(decodeMap(found["meta"], "state", &state), decodeMap(found["task"], "row", &task))
}

// taskChangeWrites leave the card's delivery alone: the mails were not read, and completing a task tells nothing of them.
func (s *Store) taskChangeWrites(change referral.Change) []write {
	next := change.Next()
	card := newUpdate().set("version", number(next.Version)).exists(pk)
	writes := []write{s.metaWrite(change), {TransactWriteItem: s.put(eventItem(change.Event()), isNew, nil, nil)}}
	writes = append(writes, s.taskWrites(change)...)
	return append(writes, write{TransactWriteItem: card.in(s.table, cardKey(next.Program, next.Customer.ID, next.ID))})
}

// undeliverableWrites make the task of a mail that did not reach the provider. The referral is read anew: its navigator
// may have changed since the mail went; the count makes a change of navigator that has read the tasks already see that
// there is one more. A mail makes one such task, whatever else becomes of it.
func (s *Store) undeliverableWrites(ctx context.Context, cmd referral.Command, stale referral.State, from referral.Mail, became referral.MailState) ([]write, error) {
	if _, _, told := stale.FateTask(cmd, from, became); !told {
		return nil, nil
	}
	found, err := s.batchGet(ctx, map[string]key{
		"meta": metaKey(from.Program, from.ReferralID), "task": taskKey(from.Program, from.ReferralID, from.Version),
	})
	if err != nil || found["task"] != nil {
		return nil, err
	}
	var state referral.State
	if err := decodeMap(found["meta"], "state", &state); err != nil {
		return nil, err
	}
	task, event, told := state.FateTask(cmd, from, became)
	if !told { // erased since
		return nil, nil
	}
	// An erasure takes the client's name out of the tasks that it has read: one that names them comes before it or not at all.
	counted := newUpdate().count("reported", 1).equals("state.employment.navigator", text(task.Navigator)).
		absent("state.customer.erasedAt")
	again := func(item) error { return errMovedMeanwhile }
	return []write{
		{TransactWriteItem: counted.in(s.table, metaKey(from.Program, from.ReferralID)), refused: again},
		{TransactWriteItem: s.put(taskItem(from.Program, task), isNew, nil, nil), refused: again},
		{TransactWriteItem: s.put(taskEventItem(event), isNew, nil, nil)},
	}, nil
}
