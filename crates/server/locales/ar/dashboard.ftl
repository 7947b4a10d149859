# نصوص: dashboard.
