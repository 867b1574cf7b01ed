import { Button, Header, NavMenuButton, PrimaryNav, Title } from "@trussworks/react-uswds";
import { type ReactNode, useEffect, useState } from "react";
import { Link, NavLink, useLocation } from "react-router";

import { menuOf } from "./roles";
import { useSession } from "./session/session";
import { words } from "./words";

/** What stands around every page: the menu of the reader's role, who they are, and the way out. */
export function Shell({ children }: { children: ReactNode }) {
  const { me, signOut } = useSession();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  const toggle = () => setOpen((open) => !open);
  const items = menuOf(me.role).map(({ path, page }) => (
    <NavLink key={path} to={path} className={({ isActive }) => (isActive ? "usa-nav__link usa-current" : "usa-nav__link")}>
      <span>{words.shell.menu[page]}</span>
    </NavLink>
  ));
  return (
    <>
      <a className="usa-skipnav" href="#main">
        {words.shell.skip}
      </a>
      <div className={`usa-overlay ${open ? "is-visible" : ""}`} />
      <Header basic>
        <div className="usa-nav-container">
          <div className="usa-navbar">
            <Title>
              <Link to="/" title={words.shell.start}>
                {words.shell.product}
              </Link>
              <span className="program">{me.program.name}</span>
            </Title>
            <NavMenuButton onClick={toggle} label={words.shell.openMenu} aria-expanded={open} />
          </div>
          <PrimaryNav items={items} mobileExpanded={open} onToggleMobileNav={toggle} aria-label={words.shell.navigation}>
            <div className="who">
              <strong>{me.name}</strong>
              <Button type="button" unstyled onClick={signOut}>
                {words.shell.signOut}
              </Button>
            </div>
          </PrimaryNav>
        </div>
      </Header>
      <main id="main" className="grid-container page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
