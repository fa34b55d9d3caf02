package io.nightjar.record;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a call of a generative model beside its labels.
 *
 * @param requestModel the model that was asked for; null where that is not known
 * @param responseModel the model that answered; null where that is not known
 * @param gaps of a stream that is followed for it, the times between its chunks; else null
 */
public record Generation(
        @Nullable String requestModel,
        @Nullable String responseModel,
        @Nullable ChunkGaps gaps) {
    /** The same with the times between chunks. */
    public Generation with(ChunkGaps newGaps) {
        return new Generation(requestModel, responseModel, newGaps);
    }
}
