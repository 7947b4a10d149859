# نصوص: jobs.
