"""The web site, the HTTP API and the store behind them. Never sees torch or Ray."""
