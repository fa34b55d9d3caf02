package io.nightjar.rule.reading;

import java.time.Duration;

/** The windows of terms that name none. */
public interface DefaultWindows {
    /** An operation's own. */
    Duration ofOperation(String operation);

    /** Of several operations that are taken together: a layer's, or those that a glob chooses. */
    Duration ofSeveral();
}
