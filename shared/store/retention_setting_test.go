package store_test

import "testing"

// Whoever is still loaded, though nothing has changed, is kept; a nightly load of everybody writes once a month.
func TestRetainWhoIsStillLoaded(t *testing.T) {
	f := setUp(t)
	f.rules.RetentionDays = 60
	moved := john
	moved.Phone = "217-555-0199"
	f.must(t, f.put(moved)) // on November 20
	requests := f.Requests(func() {
		for range 35 {
			f.now = f.now.AddDate(0, 0, 1)
			f.must(t, f.put(moved))
		}
	})
	if requests != 36 {
		t.Errorf("35 loads of what is already so made %d requests, want 35 that read and one that writes", requests)
	}
	f.clock(t, "2027-02-15 09:00") // 60 days after November 20 are over, those after the load of December 21 are not
	if due := f.dueCustomer(t); due != nil {
		t.Errorf("he is due: %+v", due)
	}
	f.clock(t, "2027-03-01 09:00")
	if due := f.dueCustomer(t); due == nil || !f.retire(t, f.Store, *due) {
		t.Errorf("he is kept for longer than the program wants: %+v", due)
	}
}

// A program that comes to keep details longer keeps those too whose days were counted by the shorter setting.
func TestRetainByTodaysSetting(t *testing.T) {
	f := setUp(t)
	f.rules.RetentionDays = 30
	id := f.written(t, "transportation")
	_, err := f.cancel(id)
	f.must(t, err)
	moved := john
	moved.Phone = "217-555-0199"
	f.must(t, f.put(moved))
	f.now = f.now.AddDate(0, 0, 40)
	for _, days := range []int{60, 0} {
		f.rules.RetentionDays = days
		if done, err := f.RetireReferral(ctx, f.command(), f.read(t, id).State); done || err != nil {
			t.Errorf("with %d days the referral was erased: %v, %v", days, done, err)
		}
		if due := f.dueCustomer(t); due != nil && f.retire(t, f.Store, *due) {
			t.Errorf("with %d days the customer was erased", days)
		}
	}
	f.now = f.now.AddDate(0, 0, 31) // put off by a month
	f.rules.RetentionDays = 60
	if done, err := f.RetireReferral(ctx, f.command(), f.read(t, id).State); !done || err != nil {
		t.Errorf("the referral is kept for longer than the program wants: %v", err)
	}
	due := f.dueCustomer(t)
	if due == nil || !f.retire(t, f.Store, *due) {
		t.Errorf("the customer is kept for longer than the program wants: %+v", due)
	}
}

// Who is in an activity is not gone, however long ago it was entered.
func TestRetainWhoIsInAnActivity(t *testing.T) {
	c := setUpKansas(t)
	c.rules.RetentionDays = 30
	c.plan(t, "Job Search", "Job Search Assistance") // from December 1 to February 26
	moved := ana
	moved.Phone = "785-555-0199"
	c.must(t, c.put(moved))
	c.clock(t, "2027-02-01 09:00")
	if due := c.dueCustomer(t); due == nil || c.retire(t, c.Store, *due) {
		t.Errorf("she was erased in the middle of an activity; due is %+v", due)
	}
	c.clock(t, "2027-04-15 09:00")
	if due := c.dueCustomer(t); due == nil || !c.retire(t, c.Store, *due) {
		t.Errorf("she is kept for longer than the program wants: %+v", due)
	}
}
