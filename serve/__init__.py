"""The three Ray Serve deployments and their wiring."""
