/** Entry of the page a one-time link leads to. */
import { startInvitationPage } from "../staff/invitation/page";

void startInvitationPage();
