# نصوص: policy.
