package io.nightjar.config;

import io.nightjar.config.DeliverySettings.Service;
import io.nightjar.notify.Route;

/**
 * One place that alerts are sent to. Immutable.
 *
 * @param name unique: the user's, or the type's where the user gave none
 * @param route which alerts it takes
 */
public record Destination(String name, Service service, Route route) {}
