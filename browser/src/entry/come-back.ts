/** Entry of the come-back page. */
import { startComeBackPage } from "../dialogue/come-back";

void startComeBackPage();
