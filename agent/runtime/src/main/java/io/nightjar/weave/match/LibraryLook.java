package io.nightjar.weave.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a preset's library in an application. Immutable.
 *
 * @param library {@code group:artifact}, or what else the preset calls its library
 * @param version null where it is not to be found out
 * @param checkedAgainst which versions the preset was checked against, where this is none of them; else null
 * @param unreadable a type of which the class file cannot be read, and why; null where there is none
 * @param lost the preset's calls, and what else of that version is not seen, in words
 */
public record LibraryLook(
        String preset,
        String library,
        @Nullable String version,
        @Nullable String checkedAgainst,
        @Nullable String unreadable,
        List<String> lost) {
    public LibraryLook {
        lost = List.copyOf(lost);
    }

    /** Whether something of the library is not seen. */
    public boolean isAnyLost() {
        return !lost.isEmpty();
    }

    /** The library with its version. */
    public String name() {
        return library + (version == null ? " of a version that is not stated" : ' ' + version);
    }

    /** What is not seen, in a line. */
    public String text() {
        String what = "preset " + preset + " does not see " + String.join(", ", lost) + " of ";
        if (unreadable != null) {
            return what + name() + ": " + unreadable;
        }
        return what
                + library
                + (version == null
                        ? ", of which this version is unknown to it"
                        : ' ' + version + ", a version unknown to it");
    }

    /** That all is seen, in a line. */
    public String seen() {
        return "preset " + preset + " watches " + name()
                + (checkedAgainst == null
                        ? ""
                        : ", which is none of those that it was checked against: " + checkedAgainst);
    }
}
