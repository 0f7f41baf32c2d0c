// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class GadgetColumnReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.INSPEKTOR_GADGET_COLUMNS;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        minikube-docker   default   bb   bb   p/default/bb:60552   172.67.196.142:443   wget   750625   750625   0   0 connect""",
        """
        minikube-docker   demo      web  web  p/demo/web:8080      p/demo/client:40000  web 1  7506     7506     0   0 accept""",
        """
        minikube-docker   default   c    c    2054329  curl   4  p/default/c:50306 s/default/nginx:80   47.069µs""");
  }
}
