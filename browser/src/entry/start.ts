/** Entry of the start page: a way out, and a word beforehand where a report could not be locked. */
import { startStartPage } from "../start-page";

startStartPage();
