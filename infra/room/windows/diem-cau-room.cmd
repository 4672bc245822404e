@echo off
rem Shows the page of the meeting room on the whole screen, and again when the browser ends. Put a shortcut to it into shell:startup.
set "OFFICE=https://hop.example.vn"
set "PROFILE=%LOCALAPPDATA%\DiemCau\Room"
set "BROWSER=%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"
set "KIOSK=--kiosk "%OFFICE%/room" --edge-kiosk-type=fullscreen"
if not exist "%BROWSER%" (
  set "BROWSER=%ProgramFiles%\Google\Chrome\Application\chrome.exe"
  set "KIOSK=--kiosk "%OFFICE%/room""
)
powercfg /change monitor-timeout-ac 0
powercfg /change standby-timeout-ac 0
powercfg /change hibernate-timeout-ac 0
:again
start "" /wait "%BROWSER%" %KIOSK% --user-data-dir="%PROFILE%" --no-first-run --no-default-browser-check --noerrdialogs --hide-crash-restore-bubble --autoplay-policy=no-user-gesture-required --disable-features=Translate --force-device-scale-factor=2 --blink-settings=minimumFontSize=16
timeout /t 1 /nobreak >nul
goto again
