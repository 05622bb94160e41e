/** Entry of pages for signed-in people that need no more script than signing out. */
import { StaffApi } from "../staff/api";
import { installSignOut, readWho } from "../staff/sign-out";

const { api, door } = readWho();
installSignOut(new StaffApi(api, (address, options) => fetch(address, options)), door);
