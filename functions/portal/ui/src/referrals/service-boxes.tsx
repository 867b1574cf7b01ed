import { Accordion, Checkbox, Fieldset } from "@trussworks/react-uswds";

import type { Schemas } from "../api/schemas";
import { Group } from "../parts/group";
import { useSession } from "../session/session";
import { words } from "../words";

type Service = Schemas["Catalog"]["services"][number];

interface Props {
  checked: string[];
  onChange(checked: string[]): void;
  /** Keys of the services that the customer's latest assessment needs. */
  needed: string[];
}

/** "Check the appropriate boxes for the service(s) requested": the guide's list, then what the assessment needs, then the rest. */
export function ServiceBoxes({ checked, onChange, needed }: Props) {
  const { catalog } = useSession();
  const listed = catalog.services.filter((service) => service.listed);
  const others = catalog.services.filter((service) => !service.listed);
  const assessed = others.filter((service) => needed.includes(service.key));
  const rest = others.filter((service) => !needed.includes(service.key));
  const box = (service: Service) => (
    <Checkbox
      key={service.key}
      id={`service-${service.key}`}
      name="services"
      label={service.label}
      checked={checked.includes(service.key)}
      onChange={(event) =>
        onChange(event.target.checked ? [...checked, service.key] : checked.filter((key) => key !== service.key))
      }
    />
  );
  return (
    <>
      <Group legend={words.referrals.window.services.listed} field="services" required>
        <div className="boxes">{listed.map(box)}</div>
      </Group>
      {assessed.length > 0 && (
        <Fieldset legend={words.referrals.window.services.needed} legendStyle="default">
          <div className="boxes">{assessed.map(box)}</div>
        </Fieldset>
      )}
      {rest.length > 0 && (
        <Accordion
          bordered={false}
          items={[
            {
              id: "more-services",
              title: words.referrals.window.services.more,
              headingLevel: "h3",
              expanded: rest.some((service) => checked.includes(service.key)),
              content: (
                <Fieldset legend={<span className="usa-sr-only">{words.referrals.window.services.more}</span>}>
                  <div className="boxes">{rest.map(box)}</div>
                </Fieldset>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
