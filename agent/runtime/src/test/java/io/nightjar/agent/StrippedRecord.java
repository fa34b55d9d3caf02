package io.nightjar.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class with something of each kind that may be taken out, for {@link ClassStripperTest}. */
record StrippedRecord(@Nullable String text, @Deprecated int number) {
    @Deprecated
    int length() {
        @Nullable String local = text;
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(local);
        return texts.size() + number;
    }
}
