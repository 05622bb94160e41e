/** Entry of the sign-in page and of the circle's room, which are one document. */
import { startCirclePage } from "../staff/circle-page";

startCirclePage();
