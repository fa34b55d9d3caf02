package io.nightjar.config;

import io.nightjar.detect.DetectionSettings;

/** What judging and delivery follow, and what the process is called. Immutable. */
record JudgingSettings(
        String service,
        String instance,
        DetectionSettings detection,
        DeliverySettings delivery,
        WrittenValues written) {}
