window.gdvideo.record(window.gdvideo.scorm());
