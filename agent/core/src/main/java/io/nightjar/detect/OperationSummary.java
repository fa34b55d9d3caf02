package io.nightjar.detect;

import io.nightjar.record.OperationSnapshot;

/**
 * The closing figures of one operation.
 *
 * @param operation everything it has done
 * @param alertsSent firing alerts about it that were sent
 */
public record OperationSummary(OperationSnapshot operation, long alertsSent) {}
