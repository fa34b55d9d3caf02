/** The agent and real clients of models, and what orchestrates their calls. */
package io.nightjar.clients;
