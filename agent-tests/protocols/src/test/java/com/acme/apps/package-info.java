/** Applications that speak protocols of models and tools, and know nothing of the agent. */
package com.acme.apps;
