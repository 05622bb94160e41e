/** Entry of the reporter's form. */
import { startReporterPage } from "../main";

void startReporterPage();
