/** Applications that use real engines and know nothing of the agent. */
package com.acme.apps;
