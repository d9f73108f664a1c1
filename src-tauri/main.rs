fn main() { firmkeep::run(); }
