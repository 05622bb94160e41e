/** Entry of the leader's pages, the only ones that load the chart library. */
import { startLeaderPage } from "../charts/leader-page";

void startLeaderPage();
