# نصوص: settings.
