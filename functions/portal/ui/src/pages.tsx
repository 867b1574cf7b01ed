import { Navigate, Route, Routes } from "react-router";

import { ActivityList } from "./activities/activity-list";
import { ActivityPage } from "./activities/activity-page";
import { DocumentsTab } from "./activities/documents-tab";
import { FormPage } from "./activities/form-page";
import { NewActivity } from "./activities/new-activity";
import { SelectActivity } from "./activities/select-activity";
import { AccessTab } from "./customers/access-tab";
import { CustomerFacts } from "./customers/customer-facts";
import { CustomerPage } from "./customers/customer-page";
import { CustomerSearch } from "./customers/customer-search";
import { HeldTab } from "./customers/held-tab";
import { NewAssessment } from "./customers/new-assessment";
import { ProgressTab } from "./customers/progress-tab";
import { Dashboard } from "./dashboard/dashboard";
import { FigureCustomers } from "./dashboard/figure-customers";
import { CorrectContact } from "./directory/correct-contact";
import { Directory } from "./directory/directory";
import { NewOrganizationPage } from "./directory/new-organization-page";
import { OrganizationPage } from "./directory/organization-page";
import { Page } from "./parts/page";
import { ClientReferral } from "./provider/client-referral";
import { ClientReferrals } from "./provider/client-referrals";
import { AnswerPage } from "./referrals/answer-page";
import { Attention } from "./referrals/attention";
import { ConsentPage } from "./referrals/consent-page";
import { NewReferral } from "./referrals/new-referral";
import { ReferralList } from "./referrals/referral-list";
import { ReferralTab } from "./referrals/referral-tab";
import { ReferralView } from "./referrals/referral-view";
import { menuOf } from "./roles";
import { useSession } from "./session/session";
import { TaskList } from "./tasks/task-list";
import { TaskPage } from "./tasks/task-page";
import { words } from "./words";

/** Which page stands at which address, for the reader's role. */
export function Pages() {
  const { me } = useSession();
  const start = menuOf(me.role)[0];
  return (
    <Routes>
      <Route path="/" element={start ? <Navigate to={start.path} replace /> : <NoPages />} />
      <Route path="/app">
        <Route path="customers" element={<CustomerSearch />} />
        <Route path="customers/:id" element={<CustomerPage />}>
          <Route index element={<CustomerFacts />} />
          <Route path="referrals" element={<ReferralTab />} />
          <Route path="progress" element={<ProgressTab />} />
          <Route path="activities" element={<ActivityList />} />
          <Route path="documents" element={<DocumentsTab />} />
          <Route path="access" element={<AccessTab />} />
          <Route path="held" element={<HeldTab />} />
        </Route>
        <Route path="customers/:id/referrals/new" element={<NewReferral />} />
        <Route path="customers/:id/assessments/new" element={<NewAssessment />} />
        <Route path="referrals" element={<ReferralList />} />
        <Route path="referrals/:id" element={<ReferralView />} />
        <Route path="referrals/:id/answer" element={<AnswerPage />} />
        <Route path="referrals/:id/consent" element={<ConsentPage />} />
        <Route path="referrals/:id/form" element={<FormPage />} />
        <Route path="customers/:id/activities/select" element={<SelectActivity />} />
        <Route path="customers/:id/activities/new" element={<NewActivity />} />
        <Route path="customers/:id/activities/:activityId" element={<ActivityPage />} />
        <Route path="tasks" element={<TaskList />} />
        <Route path="tasks/:id" element={<TaskPage />} />
        <Route path="client-referrals" element={<ClientReferrals />} />
        <Route path="client-referrals/:id" element={<ClientReferral />} />
        <Route path="attention" element={<Attention />} />
        <Route path="dashboard" element={<Dashboard />} />
        <Route path="dashboard/customers" element={<FigureCustomers />} />
        <Route path="directory" element={<Directory />} />
        <Route path="directory/new" element={<NewOrganizationPage />} />
        <Route path="directory/:id" element={<OrganizationPage />} />
        <Route path="directory/:id/contacts/:contactId" element={<CorrectContact />} />
      </Route>
      <Route path="*" element={<Nowhere />} />
    </Routes>
  );
}

function NoPages() {
  return (
    <Page title={words.shell.noPages}>
      <p>{words.shell.noPagesWhy}</p>
    </Page>
  );
}

function Nowhere() {
  return (
    <Page title={words.shell.nowhere}>
      <p>{words.shell.nowhereNext}</p>
    </Page>
  );
}
