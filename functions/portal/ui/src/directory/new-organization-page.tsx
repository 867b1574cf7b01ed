import { Link, useNavigate } from "react-router";

import { Page } from "../parts/page";
import { words } from "../words";
import { NewOrganization } from "./new-organization";

/** New Organization, outside of a referral. */
export function NewOrganizationPage() {
  const navigate = useNavigate();
  return (
    <Page title={words.directory.newOrganization.title} kicker={<Link to="/app/directory">{words.directory.title}</Link>}>
      <div className="narrow">
        <NewOrganization onAdded={({ id }) => void navigate(`/app/directory/${id}`)} />
      </div>
    </Page>
  );
}
