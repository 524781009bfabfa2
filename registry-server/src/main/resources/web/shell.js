// What stands around every view: where one can go, how the connection is, whether changes can be made.

import { html } from './lit-html.js';
import { feed } from './store/feed.js';
import { key } from './store/key.js';
import { askForKey, dialogs, lockedPage } from './parts/dialogs.js';
import { duration, moment } from './parts/text.js';
import { place } from './router.js';

const PLACES = [
  ['overview', '/ui', 'Overview'],
  ['tools', '/ui/tools', 'Tools'],
  ['hosts', '/ui/hosts', 'Hosts'],
  ['instances', '/ui/instances', 'Instances'],
  ['events', '/ui/events', 'Events'],
];
// A moment without contact is nothing to be told of.
const SHORT = 4_000;

function connection() {
  const silent = Date.now() - feed.lastHeard;
  if (feed.state === 'live' && feed.cutOff > 0) {
    return ['old', `Stale data: the registry lost its store ${duration(feed.cutOff)} ago`];
  }
  if (feed.state === 'live') {
    return ['live', 'Live'];
  }
  if (feed.state === 'locked') {
    return ['old', 'Locked'];
  }
  return feed.state === 'connecting' || silent < SHORT
    ? ['waiting', feed.state === 'connecting' ? 'Connecting…' : 'Reconnecting…']
    : ['old', `Reconnecting… stale data since ${moment(feed.lastHeard / 1000)}`];
}

export function shell(view) {
  const [kind, words] = connection();
  return html`
    <a class="skip" href="#main">Skip to content</a>
    <header>
      <a class="home" href="/ui" aria-label="Runspec Registry, overview"><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M4 6.5h16M4 12h16M4 17.5h9" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/><circle cx="18.5" cy="17.5" r="2.6" fill="var(--accent)"/></svg><span>Registry</span></a>
      <nav aria-label="Views">${PLACES.map(([name, address, label]) => html`<a href=${address}
        aria-current=${place.view === name ? 'page' : 'false'}>${label}</a>`)}</nav>
      <div class="standing">
        <span class="connection ${kind}" role="status"><span class="dot" aria-hidden="true"></span>${words}</span>
        ${key.isWanted ? null : key.isUnlocked
          ? html`<button type="button" class="quiet" @click=${() => key.forget()}>Changes on · lock</button>`
          : html`<button type="button" class="quiet" @click=${askForKey}>Read-only · unlock</button>`}
      </div>
    </header>
    <main id="main" tabindex="-1" class=${view.list === undefined ? 'flowing' : 'listing'}>
      ${key.isWanted ? lockedPage() : view.template()}
    </main>
    ${dialogs()}`;
}
