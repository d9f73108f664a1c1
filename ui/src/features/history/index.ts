export { HistoryScreen } from "./history-screen";
export { type HistorySearch, readSearch as readHistorySearch } from "./history-search";
export { MyHistoryScreen } from "./my-history-screen";
export { UserHistory } from "./user-history";
