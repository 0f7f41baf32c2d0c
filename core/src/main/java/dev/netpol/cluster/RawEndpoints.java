// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.ClusterService.EndpointAddress;
import java.util.List;

/**
 * Addresses behind a Service, from one EndpointSlice or from its Endpoints.
 *
 * @param slice name of the object
 * @param legacy from Endpoints: counts only where the Service has no slice
 */
record RawEndpoints(
    String namespace,
    String service,
    String slice,
    boolean legacy,
    List<EndpointAddress> addresses,
    Origin origin) {}
