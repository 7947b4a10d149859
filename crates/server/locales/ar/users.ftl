# نصوص: users.
