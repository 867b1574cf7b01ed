import { Link, useNavigate } from "react-router";

import { Page } from "../parts/page";
import { NewOrganization } from "./new-organization";

/** New Organization, outside of a referral. */
export function NewOrganizationPage() {
  const navigate = useNavigate();
  return (
    <Page title="New Organization" kicker={<Link to="/app/directory">Directory</Link>}>
      <div className="narrow">
        <NewOrganization onAdded={({ id }) => void navigate(`/app/directory/${id}`)} />
      </div>
    </Page>
  );
}
