import { Button, Header, NavMenuButton, PrimaryNav, Title } from "@trussworks/react-uswds";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
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
  const head = useRef<HTMLDivElement>(null);
  const focus = (part: string) => head.current?.querySelector<HTMLElement>(part)?.focus();
  useEffect(() => {
    if (open) focus(".usa-nav__close");
  }, [open]);
  const close = () => {
    setOpen(false);
    focus(".usa-menu-btn");
  };
  const leave = ({ key }: KeyboardEvent) => {
    if (open && key === "Escape") close();
  };
  // What lies under the open menu is not seen: whoever goes on there has it closed.
  const goOn = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) setOpen(false);
  };
  const toggle = () => (open ? close() : setOpen(true));
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
      <div className={`usa-overlay ${open ? "is-visible" : ""}`} onClick={close} />
      <Header basic>
        <div ref={head} className="usa-nav-container" onKeyDown={leave}>
          <div className="usa-navbar">
            <Title>
              <Link to="/" title={words.shell.start}>
                {words.shell.product}
              </Link>
              <span className="program">{me.program.name}</span>
            </Title>
            <NavMenuButton onClick={toggle} label={words.shell.openMenu} aria-expanded={open} />
          </div>
          <PrimaryNav items={items} mobileExpanded={open} onToggleMobileNav={toggle} onBlur={goOn} aria-label={words.shell.navigation}>
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
