/** Entry of the page on which leaders and stewards look after their ways in: they hold no key to lock. */
import { find } from "../dom";
import { StaffApi } from "../staff/api";
import { installSignOut, readWho } from "../staff/sign-out";
import { WaysPanel } from "../staff/ways/panel";
import { WAYS } from "../staff/ways/words";

const { api: base, door } = readWho();
const api = new StaffApi(base, (address, options) => fetch(address, options));
const place = find("ways-place", HTMLElement);
installSignOut(api, door);
void new WaysPanel(api, place, () => window.location.replace(door)).open(place.dataset["organisation"] ?? "", undefined).then(() => {
  if (place.firstChild === null) place.textContent = WAYS.unreached;
});
