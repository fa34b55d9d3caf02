package io.nightjar.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An alert that went out. */
@Name(AlertEvent.NAME)
@Label("Alert")
@Description("An alert that went out")
@Category("Nightjar")
@StackTrace(false)
@Registered(false)
final class AlertEvent extends Event {
    static final String NAME = "nightjar.Alert";

    @Label("Operation")
    @Nullable
    String operation;

    @Label("Model")
    @Nullable
    String model;

    @Label("Alert Type")
    String alertType = "";

    @Label("Severity")
    String severity = "";

    @Label("Fingerprint")
    @Description("The identity of the condition, the same in each of its alerts")
    String fingerprint = "";
}
